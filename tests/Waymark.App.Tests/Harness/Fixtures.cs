using Waymark.App.Tests.Harness;
using Xunit;

[assembly: AssemblyFixture(typeof(Databases))]

using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

[assembly: AssemblyFixture(typeof(Databases))]
[assembly: AssemblyFixture(typeof(Chromium))]

using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

public class LinterTests
{
    public static TheoryData<string> Names => new(PackFiles.All);

    [Theory, MemberData(nameof(Names))]
    public void Every_pack_lints_without_a_fault(string name) =>
        Assert.Equal("", string.Join("\n", Linter.Lint(PackFiles.Read(name))));
}

using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Packs;

public class PackReaderTests
{
    public static TheoryData<string> Names => new(PackFiles.All);

    [Theory, MemberData(nameof(Names))]
    public void Every_pack_reads_without_a_fault(string name)
    {
        var read = PackReader.Read(name, PackFiles.Files(name));

        Assert.Equal("", string.Join("\n", read.Faults));
        Assert.NotNull(read.Pack);
    }
}

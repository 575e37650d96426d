using System.Xml.Linq;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// The drawings of Island's protocols are golden files: a change to a process is seen by those who don't read YAML. With
/// WAYMARK_GOLDEN=write the run writes them anew.
/// </summary>
public class MapTests
{
    public static TheoryData<string> Packs => new(PackFiles.All);

    [Theory]
    [InlineData("txt"), InlineData("mmd"), InlineData("svg")]
    public void Islands_maps_are_as_drawn(string format)
    {
        var pack = PackFiles.Read("island");
        foreach (var protocol in pack.Protocols)
        {
            var map = Map.Of(pack, protocol);
            Golden.Check(Drawn($"{protocol.Id}.{format}"), format switch { "txt" => map.Text(), "mmd" => map.Mermaid(), _ => MapDrawing.Svg(map) });
        }
    }

    [Fact]
    public void Islands_clocks_notices_and_gates_read_as_sentences()
    {
        var pack = PackFiles.Read("island");
        foreach (var protocol in pack.Protocols)
            Golden.Check(Drawn($"{protocol.Id}.sentences.txt"), string.Join("", Sentences.Of(pack, protocol).Select(s => $"{s.Kind} {s.Id}: {s.Text}\n")));
    }

    private static string Drawn(string name) => Checkout.At("tests", "Waymark.Core.Tests", "Golden", "maps", name);

    [Theory, MemberData(nameof(Packs))]
    public void Every_protocol_can_be_drawn_and_said(string name)
    {
        var pack = PackFiles.Read(name);
        foreach (var protocol in pack.Protocols)
        {
            var map = Map.Of(pack, protocol);
            Assert.All(map.Ways, w => Assert.Contains(map.Places, p => p.Id == w.To));
            XDocument.Parse(MapDrawing.Svg(map));
            Assert.All(Sentences.Of(pack, protocol), s => Assert.DoesNotContain("‘’", s.Text));
        }
    }

    /// <summary>Borough's own words say it already.</summary>
    [Theory, MemberData(nameof(Packs))]
    public void What_is_sent_alongside_says_so_once(string name)
    {
        var pack = PackFiles.Read(name);
        var alongside = pack.Protocols.SelectMany(protocol => Map.Of(pack, protocol).Ways).Where(way => way.Alongside).ToList();
        Assert.All(alongside, way => Assert.Equal(2, way.Said.Split("alongside", StringSplitOptions.None).Length));
        Assert.True(alongside.Count > 0 || name != "borough");
    }

    [Fact]
    public void A_switch_that_is_off_takes_its_stage_off_the_map()
    {
        var files = PackFiles.Edited("island", "protocols/iro-qa.yaml", "label: Use Stage 4 (Corporate Director), is: yes", "label: Use Stage 4 (Corporate Director), is: no");
        var pack = PackReader.Read("island", files).Pack!;

        var map = Map.Of(pack, pack.Protocol("iro-qa")!);

        Assert.DoesNotContain(map.Places, p => p.Rank == 4);
        Assert.DoesNotContain(map.Ways, w => w.To == "drp-4");
    }
}

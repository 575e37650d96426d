using System.Text;
using Waymark.App.Features.Documents;
using Xunit;

namespace Waymark.App.Tests.Features.Documents;

public sealed class FilesTests
{
    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public void A_file_is_what_stands_in_it(string kind, string mediaType)
    {
        var bytes = Samples.Of(kind);
        Assert.Equal(mediaType, Kind(bytes)?.MediaType);
        Assert.Null(Kind(bytes[..^30]));
    }

    [Theory]
    [InlineData("a program", "MZ\u0090\0\u0003\0\0\0\u0004")]
    [InlineData("a page", "<html><script>alert(1)</script>")]
    [InlineData("a picture in XML, which can hold scripts", "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("words that only begin like a PDF", "%PDF-1.7 and then nothing")]
    [InlineData("an archive that is no Word document", "PK\u0003\u0004 but no Word document")]
    [InlineData("nearly nothing", "%PDF")]
    public void What_is_none_of_the_four_kinds_is_not_taken(string _, string content) => Assert.Null(Kind(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_Word_document_with_macros_is_not_taken() => Assert.Null(Kind(Samples.Word(macros: true)));

    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("Plan.PDF", "Plan.pdf")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData(@"C:\Papers\plan.pdf", "plan.pdf")]
    [InlineData("plan\u202Efdp.exe", "planfdp.exe.pdf")]
    [InlineData("plan\r\nSet-Cookie: a=b.pdf", "planSet-Cookie a=b.pdf")]
    [InlineData("CON.pdf", "File CON.pdf")]
    [InlineData("lpt1.minutes.pdf", "File lpt1.minutes.pdf")]
    [InlineData("Constance.pdf", "Constance.pdf")]
    [InlineData("plan\0.pdf", "plan.pdf")]
    [InlineData("...", "File.pdf")]
    [InlineData("", "File.pdf")]
    [InlineData("Siân’s plan \ud800.pdf", "Siân’s plan.pdf")]
    public void A_name_holds_nothing_that_misleads(string typed, string shown) => Assert.Equal(shown, FileName.Of(typed, ".pdf"));

    [Fact]
    public void A_long_name_keeps_its_ending() => Assert.Equal(124, FileName.Of(new string('n', 500) + ".pdf", ".pdf").Length);

    [Theory]
    [InlineData(900, "900 bytes")]
    [InlineData(2048, "2 KB")]
    [InlineData(25 * 1024 * 1024, "25.0 MB")]
    [InlineData(1_600_000, "1.5 MB")]
    public void A_size_is_said_shortly(long bytes, string words) => Assert.Equal(words, FileLink.Size(bytes));

    private static FileKind? Kind(byte[] bytes) => FileKind.Of(new MemoryStream(bytes), out _);
}

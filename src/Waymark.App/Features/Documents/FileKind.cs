namespace Waymark.App.Features.Documents;

/// <summary>What a file is by what stands in it; its name and what the browser says of it are not asked.</summary>
/// <param name="Extension">With its dot.</param>
public sealed record FileKind(string Words, string MediaType, string Extension)
{
    public static readonly FileKind
        Pdf = new("PDF", "application/pdf", ".pdf"),
        Word = new("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        Jpeg = new("JPEG picture", "image/jpeg", ".jpg"),
        Png = new("PNG picture", "image/png", ".png");

    public static string WordsFor(string mediaType) => new[] { Pdf, Word, Jpeg, Png }.FirstOrDefault(kind => kind.MediaType == mediaType)?.Words ?? "File";

    /// <summary>
    /// Null: it isn't taken, and <paramref name="unfit"/> says why. Looks through all of it, in pieces; what it unpacks, it unpacks within bounds
    /// (decision 0008). The stream is left at its beginning.
    /// </summary>
    public static FileKind? Of(Stream file, out Unfit? unfit)
    {
        var kind = Begins(file);
        unfit = kind is null ? BeginsAsOffice(file) ? Unfit.Locked : Unfit.Other : WhyNot(kind, file);
        file.Position = 0;
        return unfit is null ? kind : null;
    }

    static FileKind? Begins(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        if (file.Length < head.Length) return null;
        FileBytes.ReadAt(file, 0, head);
        return head.StartsWith("%PDF-"u8) ? Pdf
            : head.SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
            : head[0] == 0xFF && head[1] == 0xD8 ? Jpeg
            : head.StartsWith("PK\x3\x4"u8) ? Word
            : null;
    }

    /// <summary>Word's older format, which a document with a password is wrapped in too.</summary>
    static bool BeginsAsOffice(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        if (file.Length < head.Length) return false;
        FileBytes.ReadAt(file, 0, head);
        return head.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    }

    static Unfit? WhyNot(FileKind kind, Stream file)
    {
        try
        {
            return kind == Pdf ? PdfFile.WhyNot(file) : kind == Png ? PngFile.WhyNot(file) : kind == Jpeg ? JpegFile.WhyNot(file) : WordFile.WhyNot(file);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or System.Xml.XmlException)
        {
            return Unfit.Other;
        }
    }
}

/// <summary>Why a file isn't taken.</summary>
/// <param name="Word">As the audit says it.</param>
/// <param name="Says">For the person who chose it, after its name.</param>
public sealed record Unfit(string Word, string Says)
{
    public static readonly Unfit
        Other = new("kind", "is not a PDF, a Word document (.docx), a JPEG or a PNG picture, or it is cut short"),
        Locked = new("locked", "is protected with a password, or is in Word’s older format: it can’t be checked. Save it as .docx or PDF, without a password, and attach that"),
        Active = new("active", "holds macros, scripts or other parts that could run. Print it to PDF, and attach that"),
        Inside = new("inside", "holds another file inside it. Print it to PDF and attach that, and attach what it holds by itself"),
        Elsewhere = new("elsewhere", "fetches something from elsewhere when it is opened. Print it to PDF, and attach that"),
        Hidden = new("hidden", "has something else hidden in it or behind its end. Save it again as a still picture or as a PDF, and attach that"),
        Unpacks = new("unpacks", "unpacks to far more than it should. Print it to PDF, and attach that"),
        Pixels = new("pixels", "is a picture of more than 100 million points. Make it smaller, and attach that");
}

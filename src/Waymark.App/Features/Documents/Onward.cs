namespace Waymark.App.Features.Documents;

/// <summary>A stream that is only read on, and stays open.</summary>
/// <param name="most">So far and no farther: more is a fault, or (<paramref name="stops"/>) isn't looked at.</param>
sealed class Onward(Stream from, long most = long.MaxValue, bool stops = false) : Stream
{
    public long Passed { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Passed; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (stops && buffer.Length > most - Passed) buffer = buffer[..(int)(most - Passed)];
        var read = from.Read(buffer);
        Passed += read;
        return Passed > most ? throw new InvalidDataException("There is more than was said.") : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

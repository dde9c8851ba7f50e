using System.Buffers;
using System.Text;

namespace Kadende.Plugins.Machines;

/// <summary>Keeps the end of what a script or a machine wrote, in bounded memory.</summary>
internal sealed class OutputTail(int limit)
{
    /// <summary>What an <see cref="Sdk.Machines.ExecResult"/> may hold.</summary>
    public const int ExecLimit = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>Reads a stream to its end, or as long as the caller lets it.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[16 * 1024];
        while (await stream.ReadAsync(bytes, cancellationToken) is > 0 and var length)
        {
            Add(bytes.AsSpan(0, length));
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_kept)
        {
            _kept.Write(bytes);
            // Twice the limit, so that the end is moved to the front once in a while and not with every piece.
            if (_kept.WrittenCount > 2 * limit)
            {
                var end = _kept.WrittenSpan[^limit..].ToArray();
                _kept.ResetWrittenCount();
                _kept.Write(end);
            }
        }
    }

    /// <summary>The text so far; of a long one its end, from where a character begins.</summary>
    public override string ToString()
    {
        lock (_kept)
        {
            return TextOf(_kept.WrittenSpan, limit);
        }
    }

    /// <summary>The end of a text in UTF-8, at most so many bytes of it.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes, int limit)
    {
        var end = bytes.Length <= limit ? bytes : bytes[^limit..];
        if (end.Length < bytes.Length)
        {
            // The middle of a character looks like 10xxxxxx.
            while (end.Length > 0 && (end[0] & 0b1100_0000) == 0b1000_0000)
            {
                end = end[1..];
            }
        }

        return Encoding.UTF8.GetString(end);
    }
}

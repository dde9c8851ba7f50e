using System.Buffers.Text;
using System.Text;

namespace Kadende.Runtime.Stores;

/// <summary>Row keys as callers carry them from page to page.</summary>
internal static class Cursors
{
    public static string Of(string rowKey) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(rowKey));

    /// <summary>The row key of a cursor, or null when the text is none.</summary>
    public static string? Read(string cursor) =>
        Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : null;

    public static FormatException Refuse(string cursor) =>
        new($"'{cursor}' is not a cursor of this list: use the one that the page before gave.");
}

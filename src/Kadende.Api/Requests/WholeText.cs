using System.Text.Json;

namespace Kadende.Api.Requests;

/// <summary>The parser leaves escapes unread, and some of them stand for no text: halves of characters.</summary>
internal static class WholeText
{
    /// <summary>Whether every text in a value, names of fields included, can be read.</summary>
    public static bool IsIn(JsonElement value)
    {
        try
        {
            Read(value);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            _ = value.GetString();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Read(item);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in value.EnumerateObject())
            {
                _ = field.Name;
                Read(field.Value);
            }
        }
    }
}

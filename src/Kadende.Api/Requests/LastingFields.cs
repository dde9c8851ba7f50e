using System.Globalization;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Runtime.Requests;

namespace Kadende.Api.Requests;

/// <summary>The fields of a body that say how long something is to last.</summary>
internal static class LastingFields
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary><c>until</c> or <c>for</c>.</summary>
    public static Lasting Lasting(this BodyFields fields)
    {
        if (fields.Find("until") is not null && fields.Find("for") is not null)
        {
            fields.Add("for", "until and for cannot both be given; leave one out.");
        }

        return new Lasting(fields.Until(), fields.For());
    }

    private static DateTimeOffset? Until(this BodyFields fields)
    {
        if (fields.Find("until") is not { } value)
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(
                value.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
        {
            return time;
        }

        fields.Add("until", $"until is {value.GetRawText()}; it must be a time such as \"2026-01-31T12:00:00Z\".");
        return null;
    }

    private static TimeSpan? For(this BodyFields fields)
    {
        if (fields.Find("for") is not { } value)
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.String
            && DurationText.TryParse(value.GetString(), out var length)
            && length > TimeSpan.Zero
            && length <= Longest
        )
        {
            return length;
        }

        fields.Add(
            "for",
            $"for is {value.GetRawText()}; it must be a duration such as \"30m\" or \"2h\", at most 8784h."
        );
        return null;
    }
}

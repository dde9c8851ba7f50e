using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Cronos;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A cron expression of five fields that comes true at some time.</summary>
internal sealed class CronKind : Kind<CronKind.Written>
{
    private const int MaxLength = 100;

    /// <summary>Any time does: what comes true after it comes true again and again.</summary>
    private static readonly DateTime Start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly Written EveryMinute = new("* * * * *", CronExpression.EveryMinute);

    public override string Expected =>
        "a cron expression of five fields in quotes (minute, hour, day, month, weekday), such as '0 8 * * 1-5'";

    /// <summary>An expression as text and as read.</summary>
    internal sealed record Written(string Text, CronExpression Expression);

    public override bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out Written value)
    {
        value = null;
        if (
            spot.Node is not YamlNode.Scalar { Kind: ScalarKind.Text, Text: { Length: <= MaxLength } text }
            || text.StartsWith('@')
            || !CronExpression.TryParse(text, CronFormat.Standard, out var expression)
        )
        {
            return Wrong(spot, faults);
        }

        if (expression.GetNextOccurrence(Start) is null)
        {
            faults.Add(
                spot,
                $"{Wording.NameOf(spot.Path)} {Wording.Quote(text)} never comes true: no month has such a day; correct day or month."
            );
            return false;
        }

        value = new Written(text, expression);
        return true;
    }

    public override JsonObject Schema(KnownPlugins plugins) =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = "^\\s*\\S+(\\s+\\S+){4}\\s*$",
            ["maxLength"] = MaxLength,
        };
}

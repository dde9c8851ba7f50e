namespace Kadende.Plugins.GoogleCompute;

/// <summary>
/// Where an instance is: its zone and Google's number of it, written <c>us-central1-a/4567</c>. Numbers are never used again, names are.
/// </summary>
internal sealed record InstanceId(string Zone, string Number)
{
    /// <returns>Null when no instance can have this id.</returns>
    public static InstanceId? Parse(string text) =>
        text.Split('/') is [var zone, { Length: > 0 and <= 20 } number]
        && GoogleNames.IsName(zone)
        && number.All(char.IsAsciiDigit)
            ? new InstanceId(zone, number)
            : null;

    public override string ToString() => $"{Zone}/{Number}";
}

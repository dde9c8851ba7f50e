namespace Kadende.TestKit.Moto;

/// <summary>One call as it came over the wire.</summary>
public sealed record Ec2Call(string Action, IReadOnlyDictionary<string, string> Form)
{
    public bool IsLaunch => Action == "RunInstances" && Form.GetValueOrDefault("DryRun") != "true";

    public string? ClientToken => Form.GetValueOrDefault("ClientToken");

    /// <summary>The client token that a listing is about; null when it is about another thing.</summary>
    public string? SoughtToken =>
        Form.GetValueOrDefault("Filter.1.Name") == "client-token" ? Form["Filter.1.Value.1"] : null;

    public bool HasSameParameters(Ec2Call other) =>
        Form.Count == other.Form.Count && Form.All(field => other.Form.GetValueOrDefault(field.Key) == field.Value);
}

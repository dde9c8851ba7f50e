using System.Text.Json.Nodes;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>An SSH key of the account.</summary>
public sealed record FakeKey(long Id, string Name, string Fingerprint)
{
    internal JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["fingerprint"] = Fingerprint,
            ["public_key"] = "ssh-ed25519 AAAA",
        };
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kadende.TestKit.Webhooks;

/// <summary>A request as a receiver got it.</summary>
public sealed record ReceivedWebhook(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Id => (string)Json["id"]!;

    public string Type => (string)Json["type"]!;

    public string Kind => (string)Json["data"]!["kind"]!;

    public string Message => (string)Json["data"]!["message"]!;

    public IReadOnlyList<string> Signatures => Headers["webhook-signature"].Split(' ');

    /// <summary>Whether one of the signatures was made with a secret, by the rule that the documentation gives to receivers.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes($"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}.{Body}");
        var expected = Encoding.UTF8.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        return Signatures.Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), expected));
    }
}

using System.Text.Json.Serialization;

namespace Kadende.Runtime.Stores;

/// <summary>How the owner of a token stands in its row.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TokenOwner))]
internal sealed partial class TokenJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Kadende.Core.Access;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Protection;
using Kadende.Runtime.Secrets;

namespace Kadende.Runtime.Stores;

/// <summary>How records stand in their rows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CreateBudget))]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(TeamUsage))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(RingKey))]
[JsonSerializable(typeof(SealedSecret))]
internal sealed partial class RecordJson : JsonSerializerContext;

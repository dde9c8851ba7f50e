using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.Cli.Server;

/// <summary>How answers are read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(PageAnswer<ClusterAnswer>))]
[JsonSerializable(typeof(PageAnswer<NodeAnswer>))]
[JsonSerializable(typeof(PageAnswer<EventAnswer>))]
[JsonSerializable(typeof(EventAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(SizeRequest))]
[JsonSerializable(typeof(HandRequest))]
[JsonSerializable(typeof(HandAnswer))]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(IReadOnlyList<WhyAnswer>))]
internal sealed partial class AnswerJson : JsonSerializerContext;

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Api.Clusters;
using Kadende.Api.Hands;
using Kadende.Api.Health;
using Kadende.Api.Management;
using Kadende.Api.Problems;
using Kadende.Core.Why;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Audit;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Requests.Hands;
using Kadende.Runtime.Requests.Plugins;
using Kadende.Runtime.Secrets;
using Microsoft.AspNetCore.Mvc;

namespace Kadende.Api;

/// <summary>How answers are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[SuppressMessage(
    "Maintainability",
    "CA1506:Avoid excessive class coupling",
    Justification = "Generated code that touches every type that is answered."
)]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(PageView<ClusterView>))]
[JsonSerializable(typeof(GroupView))]
[JsonSerializable(typeof(PageView<NodeView>))]
[JsonSerializable(typeof(PageView<NodeLogView>))]
[JsonSerializable(typeof(NodeLogView))]
[JsonSerializable(typeof(PageView<EventView>))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(PageView<AuditView>))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(NodeHandView))]
[JsonSerializable(typeof(ClusterHandView))]
[JsonSerializable(typeof(GenerationView))]
[JsonSerializable(typeof(IReadOnlyList<GenerationView>))]
[JsonSerializable(typeof(NodeWhy))]
[JsonSerializable(typeof(GroupWhy))]
[JsonSerializable(typeof(IReadOnlyList<GroupWhy>))]
[JsonSerializable(typeof(IReadOnlyList<PluginView>))]
[JsonSerializable(typeof(IReadOnlyList<TeamView>))]
[JsonSerializable(typeof(IReadOnlyList<MemberView>))]
[JsonSerializable(typeof(IReadOnlyList<UserView>))]
[JsonSerializable(typeof(IReadOnlyList<TokenView>))]
[JsonSerializable(typeof(NewTokenView))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(IReadOnlyList<SecretView>))]
[JsonSerializable(typeof(WhoAmIView))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(IReadOnlyList<FaultView>))]
internal sealed partial class ApiJson : JsonSerializerContext;

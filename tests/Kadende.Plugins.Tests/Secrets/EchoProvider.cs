using System.Text.Json;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Secrets;

/// <summary>A provider that tells everything that it is given, wherever it can.</summary>
internal sealed class EchoProvider : IProvider, IMachineExec, IConsoleOutput
{
    /// <summary>The text of the properties of the last call.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>What every call ends with; null: an answer.</summary>
    public Func<string, Exception>? Fails { get; init; }

    public ProviderDescription Description { get; } =
        new("echo", "1.0.0", "For tests.", """{"type":"object"}""", new ProviderCapabilities());

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Answer<IReadOnlyList<PropertyFault>>(properties, text => [new PropertyFault("a", text)]);

    public string ScopeOf(JsonElement properties) => properties.GetRawText();

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        Answer<IReadOnlyList<CreateResult>>(
            requests[0].Properties,
            text => [.. requests.Select(_ => new CreateResult.Created(Machine(text)))]
        );

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        Answer(request.Properties, text => new InstancePage([Machine(text)], null));

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        Answer<IReadOnlyList<DestroyResult>>(
            requests[0].Properties,
            _ => [.. requests.Select(_ => new DestroyResult.Accepted())]
        );

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        Answer(request.Properties, text => text);

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        Answer(request.Properties, text => new ExecResult(1, text));

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Answer<string?>(properties, text => text);

    private Task<T> Answer<T>(JsonElement properties, Func<string, T> answer)
    {
        Seen = properties.GetProperty("a").GetString() ?? "";
        return Fails is null ? Task.FromResult(answer(Seen)) : Task.FromException<T>(Fails(Seen));
    }

    private static Instance Machine(string text) =>
        new()
        {
            Id = "m1",
            State = InstanceState.Running,
            Labels = new Dictionary<string, string> { ["told"] = text },
            Details = new Dictionary<string, string> { ["told"] = text },
            Address = text,
        };

    public static JsonElement Properties(string a) => Json.Of(JsonSerializer.Serialize(new { a }));
}

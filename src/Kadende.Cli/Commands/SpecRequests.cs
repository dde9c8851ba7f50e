using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary>Requests that carry a spec.</summary>
internal static class SpecRequests
{
    /// <exception cref="CommandFailure">The spec has faults, or the server does not take it.</exception>
    public static async Task<PlanAnswer> PlanAsync(
        KadendeServer server,
        SpecFile spec,
        CancellationToken cancellationToken
    )
    {
        // Faults are the server's to tell: it knows its plugins. A spec with faults has no name yet, and any does.
        var path = $"{KadendeServer.ClusterPath(spec.Cluster ?? "spec")}/plan";
        var plan = await server.AskAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = spec.Body() },
            AnswerJson.Default.PlanAnswer,
            spec.Path,
            cancellationToken
        );
        return spec.Cluster is null ? throw spec.Failure() : plan;
    }

    /// <summary>Creates the cluster or changes it.</summary>
    /// <exception cref="CommandFailure">The spec has faults, or the server does not take it.</exception>
    public static async Task<ClusterAnswer> PutAsync(
        KadendeServer server,
        SpecFile spec,
        CancellationToken cancellationToken
    )
    {
        if (spec.Cluster is null)
        {
            await PlanAsync(server, spec, cancellationToken);
        }

        return await server.AskAsync(
            new HttpRequestMessage(HttpMethod.Put, KadendeServer.ClusterPath(spec.Cluster!)) { Content = spec.Body() },
            AnswerJson.Default.ClusterAnswer,
            spec.Path,
            cancellationToken
        );
    }
}

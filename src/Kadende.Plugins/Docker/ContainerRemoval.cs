using System.Net;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>Removes containers.</summary>
internal static partial class ContainerRemoval
{
    public static async Task<DestroyResult> DestroyAsync(
        DockerEngines engines,
        DestroyRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!ContainerId().IsMatch(request.InstanceId))
        {
            return new DestroyResult.Accepted();
        }

        try
        {
            var engine = engines.Find(request.Properties);
            await engine.AskAsync(
                async token =>
                {
                    await RemoveAsync(engine, request.InstanceId, token);
                    return true;
                },
                cancellationToken
            );
            return new DestroyResult.Accepted();
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    /// <summary>Removes a container with its anonymous volumes; one that is gone, or on its way, is well.</summary>
    public static async Task RemoveAsync(DockerEngine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Client.Containers.RemoveContainerAsync(
                id,
                new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                cancellationToken
            );
        }
        catch (DockerApiException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Conflict: it is being removed.
        }
    }

    /// <summary>Ids become parts of addresses, and the engine takes names for ids.</summary>
    /// <exception cref="InstanceGoneException">This is no id.</exception>
    public static string Known(string id) =>
        ContainerId().IsMatch(id) ? id : throw new InstanceGoneException($"There is no container '{id}'.");

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContainerId();
}

using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>
/// Makes containers. The name of one comes from its token, and the engine gives a name once: whoever comes second finds the first one's
/// container and sees that it runs.
/// </summary>
internal sealed class ContainerCreation(DockerEngines engines, DockerOptions options)
{
    private const int Looks = 25;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    public async Task<Instance> CreateAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var properties = DockerProperties.Parse(request.Properties);
        if (DockerRules.Faults(properties, options).FirstOrDefault() is { } fault)
        {
            throw new RequestRejectedException(fault.Message);
        }

        var engine = engines.Find(request.Properties);
        var container =
            await FindAsync(engine, request, cancellationToken)
            ?? await MakeAsync(engine, request, properties, cancellationToken);
        if (container.State is "created" or "configured" or "initialized")
        {
            await StartAsync(engine, container.ID, cancellationToken);
            container = await FindAsync(engine, request, cancellationToken) ?? container;
        }

        return ContainerView.Of(container, engine, options)
            ?? throw new ProviderUnavailableException($"The container {container.ID} has lost its labels.");
    }

    private async Task<ContainerListResponse> MakeAsync(
        DockerEngine engine,
        CreateRequest request,
        DockerProperties properties,
        CancellationToken cancellationToken
    )
    {
        var image = await ImagePull.EnsureAsync(engine, properties, cancellationToken);
        var recipe = ContainerRecipe.Of(request, properties, image, options.PublishOn);
        var refusal = await engine.AskAsync(
            async token =>
            {
                try
                {
                    await engine.Client.Containers.CreateContainerAsync(recipe, token);
                    return null;
                }
                // Docker answers 409 to a name that is taken, Podman 500.
                catch (DockerApiException taken)
                    when (taken.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError)
                {
                    return taken;
                }
            },
            cancellationToken
        );
        return await MadeAsync(engine, request, refusal, cancellationToken);
    }

    /// <summary>The container that was just made, by us or by a call at the same time.</summary>
    private static async Task<ContainerListResponse> MadeAsync(
        DockerEngine engine,
        CreateRequest request,
        DockerApiException? refusal,
        CancellationToken cancellationToken
    )
    {
        for (var left = Looks; left > 0; left--)
        {
            if (await FindAsync(engine, request, cancellationToken) is { } made)
            {
                return made;
            }

            if (await HasStrangerAsync(engine, request, cancellationToken))
            {
                throw new RequestRejectedException(
                    $"The name {ContainerRecipe.NameOf(request)} is taken by a container that Kadende did not make for this: remove it."
                );
            }

            // An engine gives a name away before it lists the container.
            await Task.Delay(LookAgain, engine.Time, cancellationToken);
        }

        throw new ProviderUnavailableException(
            refusal is null
                ? $"The container {ContainerRecipe.NameOf(request)} went as soon as it was made."
                : $"The Docker engine says: {EngineCall.MessageOf(refusal)}",
            refusal
        );
    }

    private static async Task<bool> HasStrangerAsync(
        DockerEngine engine,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        var name = ContainerRecipe.NameOf(request);
        var list = new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
            {
                ["name"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"^/?{name}$"] = true },
            },
        };
        var found = await engine.AskAsync(
            token => engine.Client.Containers.ListContainersAsync(list, token),
            cancellationToken
        );
        return found.Any(container =>
            container.Labels?.TryGetValue(ContainerLabels.Token, out var token) != true || token != request.Token
        );
    }

    private static async Task<ContainerListResponse?> FindAsync(
        DockerEngine engine,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        var filter = ContainerLabels.Filter(request.Labels.Where(IsFixed).ToDictionary(StringComparer.Ordinal));
        filter[$"{ContainerLabels.Token}={request.Token}"] = true;
        var found = await engine.AskAsync(
            token => engine.Client.Containers.ListContainersAsync(ListOf(filter), token),
            cancellationToken
        );
        return found.FirstOrDefault(container => container.State != "removing");
    }

    public static ContainersListParameters ListOf(IDictionary<string, bool> labels) =>
        new()
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal) { ["label"] = labels },
        };

    private static bool IsFixed(KeyValuePair<string, string> label) => label.Key == LabelNames.Installation;

    private static async Task StartAsync(DockerEngine engine, string id, CancellationToken cancellationToken)
    {
        var refusal = await engine.AskAsync(
            async token =>
            {
                try
                {
                    await engine.Client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token);
                    return null;
                }
                catch (DockerApiException refused)
                {
                    return refused;
                }
            },
            cancellationToken
        );
        if (refusal is null)
        {
            return;
        }

        // A container that cannot start would stand there for ever, and its token would find it each time.
        await engine.AskAsync(
            async token =>
            {
                await ContainerRemoval.RemoveAsync(engine, id, token);
                return true;
            },
            cancellationToken
        );
        throw new RequestRejectedException(
            $"The container does not start, the Docker engine says: {EngineCall.MessageOf(refusal)}",
            refusal
        );
    }
}

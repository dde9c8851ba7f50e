using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Docker;

/// <summary>Sees to it that the engine has an image.</summary>
internal static class ImagePull
{
    /// <summary>How long one pull may take: a call with all that belongs to it ends before the ten minutes that a function has in Azure.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <returns>What the image runs by itself.</returns>
    public static async Task<Config?> EnsureAsync(
        DockerEngine engine,
        DockerProperties properties,
        CancellationToken cancellationToken
    )
    {
        var known =
            properties.Pull == PullPolicy.Always ? null : await FindAsync(engine, properties.Image, cancellationToken);
        if (known is null && properties.Pull != PullPolicy.Never)
        {
            await PullAsync(engine, properties.Image, cancellationToken);
            known = await FindAsync(engine, properties.Image, cancellationToken);
        }

        return known is null ? throw new RequestRejectedException(Missing(properties.Image)) : known.Config;
    }

    /// <summary>Null when the engine does not have it.</summary>
    public static Task<ImageInspectResponse?> FindAsync(
        DockerEngine engine,
        string image,
        CancellationToken cancellationToken
    ) =>
        engine.AskAsync(
            async token =>
            {
                try
                {
                    return await engine.Client.Images.InspectImageAsync(image, token);
                }
                catch (DockerApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken
        );

    public static string Missing(string image) =>
        $"The engine has no image '{image}': pull or build it there, or let 'pull' be missing or always.";

    /// <summary>Without a tag the engine would pull every tag there is.</summary>
    internal static ImagesCreateParameters ParametersOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return image.Contains('@', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
            ? new ImagesCreateParameters { FromImage = image }
            : new ImagesCreateParameters { FromImage = image, Tag = "latest" };
    }

    private static async Task PullAsync(DockerEngine engine, string image, CancellationToken cancellationToken)
    {
        var told = new PullReport();
        await engine.AskAsync(
            Limit,
            async token =>
            {
                await engine.Client.Images.CreateImageAsync(ParametersOf(image), null, told, token);
                return true;
            },
            cancellationToken
        );
        if (told.Error is { } error)
        {
            throw new RequestRejectedException($"The image '{image}' cannot be pulled: {error}");
        }
    }

    /// <summary>A pull that fails half-way says so in its report, after it has answered that all is well.</summary>
    private sealed class PullReport : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value) => Error ??= value.Error?.Message ?? value.ErrorMessage;
    }
}

using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>What machines wrote to their serial consoles, from the boot diagnostics that Azure keeps in a blob.</summary>
internal sealed class BootLog(AzureOptions options, AzureTransports transports)
{
    /// <summary>How much of its end is shown.</summary>
    private const int Shown = 64 * 1024;

    /// <summary>How much of a blob is read to come to its end.</summary>
    private const int Most = 32 * 1024 * 1024;

    /// <summary>Where the clouds that Azure runs keep blobs: those of accounts, and those that Azure manages itself.</summary>
    private static readonly string[] Storages =
    [
        ".blob.core.windows.net",
        ".blob.storage.azure.net",
        ".blob.core.usgovcloudapi.net",
        ".blob.core.chinacloudapi.cn",
    ];

    // Without credentials: the address of the blob holds its own.
    private readonly HttpPipeline _blobs = HttpPipelineBuilder.Build(new BlobClientOptions(options));
    private readonly HttpPipeline _guarded = HttpPipelineBuilder.Build(
        new BlobClientOptions(options) { Transport = transports.Guarded }
    );

    public async Task<string?> ReadAsync(AzureApi api, MachineId id, CancellationToken cancellationToken)
    {
        var answer = await api.PostAsync(
            $"{id.Path}/retrieveBootDiagnosticsData",
            AzureVersions.Compute,
            cancellationToken
        );
        if (answer.IsMissing)
        {
            throw new InstanceGoneException($"There is no machine '{id.Name}'.");
        }

        // Refused while the machine is being made, and where diagnostics are off.
        return
            answer.Status is not (400 or 409)
            && Uri.TryCreate(answer.Ensure().Body.Text("serialConsoleLogBlobUri"), UriKind.Absolute, out var blob)
            ? await FetchAsync(PipelineTo(blob, api.Endpoint), blob, cancellationToken)
            : null;
    }

    /// <summary>
    /// The answer comes from a server that a spec may have named, and what is read is shown to who wrote the spec: it must not lead to
    /// whatever this host reaches.
    /// </summary>
    private HttpPipeline PipelineTo(Uri blob, Uri endpoint) =>
        blob.Scheme == Uri.UriSchemeHttps
        && blob.IsDefaultPort
        && Array.Exists(Storages, storage => blob.IdnHost.EndsWith(storage, StringComparison.OrdinalIgnoreCase))
            ? _blobs
        : blob.GetLeftPart(UriPartial.Authority) == endpoint.GetLeftPart(UriPartial.Authority) ? _guarded
        : throw new RequestRejectedException(
            "Azure's answer says that the console's text is on a server that is not Azure's storage, which is not asked."
        );

    private static async Task<string?> FetchAsync(HttpPipeline blobs, Uri blob, CancellationToken cancellationToken)
    {
        using var message = blobs.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(blob);
        message.Request.Headers.Add("x-ms-version", "2021-08-06");
        message.BufferResponse = false;
        try
        {
            await blobs.SendAsync(message, cancellationToken);
            return message.Response is { Status: 200, ContentStream: { } content }
                ? await EndAsync(content, cancellationToken)
                : null;
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or IOException)
        {
            // The address is a credential and may stand in the failure's text.
            throw new ProviderUnavailableException("Azure's storage did not answer.");
        }
    }

    /// <summary>The last part of a text that is not kept as a whole; null when it is empty.</summary>
    private static async Task<string?> EndAsync(Stream content, CancellationToken cancellationToken)
    {
        var kept = new byte[2 * Shown];
        var length = 0;
        var total = 0;
        int read;
        while (total < Most && (read = await content.ReadAsync(kept.AsMemory(length), cancellationToken)) > 0)
        {
            total += read;
            length += read;
            if (length == kept.Length)
            {
                kept.AsSpan(Shown).CopyTo(kept);
                length = Shown;
            }
        }

        return length == 0
            ? null
            : Encoding.UTF8.GetString(kept.AsSpan(Math.Max(0, length - Shown), Math.Min(length, Shown)));
    }

    private sealed class BlobClientOptions : ClientOptions
    {
        public BlobClientOptions(AzureOptions options)
        {
            RetryPolicy = new AzureRetry(options);
            // Addresses are logged without their queries, and contents never.
            Diagnostics.IsLoggingEnabled = false;
        }
    }
}

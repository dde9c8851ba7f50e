using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>What machines wrote to their serial consoles, from the boot diagnostics that Azure keeps in a blob.</summary>
internal sealed class BootLog(AzureOptions options)
{
    private const int Most = 64 * 1024;

    /// <summary>Without credentials: the address of the blob holds its own.</summary>
    private readonly HttpPipeline _blobs = HttpPipelineBuilder.Build(
        new BlobClientOptions { RetryPolicy = new AzureRetry(options) }
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
            ? await FetchAsync(blob, cancellationToken)
            : null;
    }

    private async Task<string?> FetchAsync(Uri blob, CancellationToken cancellationToken)
    {
        using var message = _blobs.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(blob);
        message.Request.Headers.Add("x-ms-version", "2021-08-06");
        try
        {
            await _blobs.SendAsync(message, cancellationToken);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or IOException)
        {
            // The address is a credential and may stand in the failure's text.
            throw new ProviderUnavailableException("Azure's storage did not answer.");
        }

        if (message.Response.Status != 200)
        {
            return null;
        }

        var bytes = message.Response.Content.ToMemory();
        return bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes[Math.Max(0, bytes.Length - Most)..].Span);
    }

    private sealed class BlobClientOptions : ClientOptions
    {
        // Addresses are logged without their queries, and contents never.
        public BlobClientOptions() => Diagnostics.IsLoggingEnabled = false;
    }
}

using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Our tables, made when they are first used. <c>Clusters</c> has a partition for each cluster; <c>Index</c> has what is looked up
/// across clusters; <c>Audit</c> has a partition for each team and one for the installation.
/// </summary>
internal sealed class StoreTables : IDisposable
{
    private readonly TableServiceClient _service;
    private readonly string[] _names;
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly SemaphoreSlim _requestLane;
    private volatile bool _made;

    /// <param name="policies">Join the pipeline of every request, behind its retries.</param>
    public StoreTables(IOptions<StoreOptions> options, IEnumerable<HttpPipelinePolicy> policies)
    {
        Options = options.Value;
        _requestLane = new SemaphoreSlim(Options.RequestParallelism);
        _service = Connect(Options, policies);
        _names = [$"{Options.TablePrefix}Clusters", $"{Options.TablePrefix}Index", $"{Options.TablePrefix}Audit"];
        Clusters = new StoreTable(this, _service.GetTableClient(_names[0]));
        Index = new StoreTable(this, _service.GetTableClient(_names[1]));
        Audit = new StoreTable(this, _service.GetTableClient(_names[2]));
    }

    public StoreOptions Options { get; }

    public StoreTable Clusters { get; }

    public StoreTable Index { get; }

    public StoreTable Audit { get; }

    /// <summary>The partitions of the audit that there are.</summary>
    public async Task<IReadOnlyList<string>> AuditPartitionsAsync(CancellationToken cancellationToken)
    {
        var rows = await Audit.QueryAsync(TableKeys.AuditPartitions, TableKeys.All, keysOnly: true, cancellationToken);
        return [.. rows.Select(row => row.RowKey)];
    }

    /// <summary>Makes a call to the service; whatever breaks on the way becomes <see cref="StoreUnavailableException"/> here.</summary>
    public async Task<T> CallAsync<T>(string operation, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var inLane = StoreLane.IsOfRequest;
        if (inLane)
        {
            await _requestLane.WaitAsync(cancellationToken);
        }

        try
        {
            return await CallNowAsync(operation, call, cancellationToken);
        }
        finally
        {
            if (inLane)
            {
                _requestLane.Release();
            }
        }
    }

    public void Dispose()
    {
        _making.Dispose();
        _requestLane.Dispose();
    }

    private async Task<T> CallNowAsync<T>(string operation, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.Activities.StartActivity($"store {operation}");
        try
        {
            await MakeAsync(cancellationToken);
            return await call();
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested && StoreFailures.IsOutage(failure))
        {
            throw new OperationCanceledException($"The store's {operation} was cancelled.", failure, cancellationToken);
        }
        catch (Exception failure) when (StoreFailures.IsOutage(failure))
        {
            _made &= !StoreFailures.IsTableMissing(failure);
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            throw new StoreUnavailableException(
                $"The Table service gave no usable answer to a {operation}; try again.",
                failure
            );
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (_made)
        {
            return;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!_made)
            {
                foreach (var name in _names)
                {
                    await _service.CreateTableIfNotExistsAsync(name, cancellationToken);
                }

                _made = true;
            }
        }
        finally
        {
            _making.Release();
        }
    }

    private static TableServiceClient Connect(StoreOptions options, IEnumerable<HttpPipelinePolicy> policies)
    {
        var client = new TableClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = options.Retries,
                Delay = options.RetryFrom,
                MaxDelay = options.RetryTo,
                NetworkTimeout = options.NetworkTimeout,
            },
        };
        client.AddPolicy(new RequestMeter(), HttpPipelinePosition.PerRetry);
        foreach (var policy in policies)
        {
            client.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        }

        return options.TableServiceUri is { } uri
            ? new TableServiceClient(uri, Identity(options.IdentityClientId), client)
            : new TableServiceClient(options.ConnectionString, client);
    }

    private static DefaultAzureCredential Identity(string? clientId) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
}

using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Processes;

/// <summary>Each node is a process on this machine, in a folder of its own, that outlives the host and is found again by its labels.</summary>
public sealed class ProcessProvider : IProvider, IMachineExec, IConsoleOutput
{
    private const int PageSize = 500;

    private readonly NodeFolders _folders;
    private readonly NodePreparation _preparation;
    private readonly NodeRemoval _removal;
    private readonly NodeView _view;
    private readonly NodeScript _script;
    private readonly NodeLog _log;

    public ProcessProvider(IOptions<ProcessOptions> options, TimeProvider time)
    {
        _folders = new NodeFolders(Path.GetFullPath(options.Value.Directory));
        _preparation = new NodePreparation(_folders, options.Value, time);
        _view = new NodeView(time);
        _script = new NodeScript(_folders, time);
        _log = new NodeLog(options.Value.LogLimit);
        _removal = new NodeRemoval(_folders, new ProcessStop(options.Value.StopGrace, time), _view);
    }

    public ProviderDescription Description { get; } =
        new(
            "process",
            "1.0.0",
            "Runs each node as a process on this machine.",
            ProcessProperties.Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = TimeSpan.Zero,
                CreateBatch = 50,
                DestroyBatch = 50,
                Parallelism = 4,
                LabelsInPlace = true,
            }
        );

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PropertyFault>>(
            OperatingSystem.IsLinux()
                ? [.. ProcessProperties.Parse(properties).Faults()]
                : [new PropertyFault("", "The provider 'process' needs a host that runs on Linux.")]
        );
    }

    public bool UsesHost(JsonElement properties) => true;

    public string ScopeOf(JsonElement properties) => "";

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var prepared = await DiskFailure.TranslateAsync(() => _preparation.PrepareAsync(requests, cancellationToken));
        return await EachAsync(
            requests.Zip(prepared).ToList(),
            node => StartAsync(node.First, node.Second, cancellationToken),
            cancellationToken
        );
    }

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        DiskFailure.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var installation = request.Labels.ContainsKey(LabelNames.Installation)
                ? PluginLabels.Name(request.Labels, LabelNames.Installation)
                : null;
            var instances = new List<Instance>();
            foreach (var folder in _folders.List(installation, request.PageToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_folders.Read(folder) is not { } record || !PluginLabels.Match(record.Labels, request.Labels))
                {
                    continue;
                }

                if (instances.Count == PageSize)
                {
                    return Task.FromResult(new InstancePage(instances, instances[^1].Id));
                }

                _log.Shorten(folder);
                instances.Add(_view.Of(folder, record));
            }

            return Task.FromResult(new InstancePage(instances, null));
        });

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = await EachAsync(
            requests,
            request => _removal.RemoveAsync(request.InstanceId, cancellationToken),
            cancellationToken
        );
        await DiskFailure.TranslateAsync(() =>
        {
            _folders.EmptyTrash();
            return Task.FromResult(true);
        });
        return results;
    }

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        DiskFailure.TranslateAsync(async () =>
        {
            await _preparation.RelabelAsync(request, cancellationToken);
            return true;
        });

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        DiskFailure.TranslateAsync(() => _script.RunAsync(request, cancellationToken));

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) => DiskFailure.TranslateAsync(() => NodeLog.ReadEndAsync(_folders.Find(instanceId).Folder, cancellationToken));

    private async Task<CreateResult> StartAsync(
        CreateRequest request,
        PreparedNode node,
        CancellationToken cancellationToken
    )
    {
        if (node is not PreparedNode.Ready(var folder, var record))
        {
            return new CreateResult.Failed(((PreparedNode.Refused)node).Failure);
        }

        try
        {
            if (folder.ReadClaim() is SlotClaim.Free)
            {
                var properties = ProcessProperties.Parse(request.Properties);
                await DiskFailure.TranslateAsync(async () =>
                {
                    await ProcessLauncher.LaunchAsync(folder, record, properties, cancellationToken);
                    return true;
                });
            }

            return new CreateResult.Created(_view.Of(folder, record));
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    private static async Task<IReadOnlyList<TResult>> EachAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Func<TItem, Task<TResult>> act,
        CancellationToken cancellationToken
    )
    {
        var results = new TResult[items.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, bounds, async (i, _) => results[i] = await act(items[i]));
        return results;
    }
}

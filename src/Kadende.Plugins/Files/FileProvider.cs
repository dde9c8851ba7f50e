using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Files;

/// <summary>Each node is a file on this machine. Who deletes the file deletes the node.</summary>
public sealed class FileProvider(IOptions<FileProviderOptions> options, TimeProvider time) : IProvider
{
    private const int PageSize = 1000;

    /// <summary>They say in which folder a file is, so they cannot change.</summary>
    private static readonly string[] FixedLabels = [LabelNames.Installation, LabelNames.Cluster, LabelNames.Group];

    private readonly FileShelf _shelf = new(Path.GetFullPath(options.Value.Directory));

    public ProviderDescription Description { get; } =
        new(
            "file",
            "1.0.0",
            "Keeps each node as a file on this machine.",
            FileProperties.Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = TimeSpan.Zero,
                CreateBatch = 1000,
                DestroyBatch = 1000,
                Parallelism = 4,
                LabelsInPlace = true,
                HasAddresses = false,
            }
        );

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PropertyFault>>([.. FileProperties.Parse(properties).Faults()]);
    }

    public bool UsesHost(JsonElement properties) => true;

    public string ScopeOf(JsonElement properties) => FileProperties.Parse(properties).Directory;

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        DiskFailure.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            var properties = Checked(requests[0].Properties);
            return Task.FromResult<IReadOnlyList<CreateResult>>([
                .. requests.Select(request => Create(request, properties, now)),
            ]);
        });

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        DiskFailure.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (folder, deep) = FilePlace.SearchFor(Checked(request.Properties).Directory, request.Labels);
            return Task.FromResult(PageOf(Find(folder, deep, request)));
        });

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        DiskFailure.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ids = requests.Select(request => request.InstanceId).Where(FilePlace.IsId).ToList();
            ids.ForEach(_shelf.Delete);
            foreach (var folder in ids.Select(id => Path.GetDirectoryName(id)).OfType<string>().Distinct())
            {
                _shelf.Tidy(folder);
            }

            return Task.FromResult<IReadOnlyList<DestroyResult>>([
                .. requests.Select(_ => new DestroyResult.Accepted()),
            ]);
        });

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        DiskFailure.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!FilePlace.IsId(request.InstanceId) || _shelf.Find(request.InstanceId) is not { } instance)
            {
                throw new InstanceGoneException($"There is no file '{request.InstanceId}'.");
            }

            PluginLabels.CheckOwner(request.InstanceId, instance.Labels, request.Labels);
            if (
                FixedLabels.FirstOrDefault(label =>
                    request.Labels.TryGetValue(label, out var value)
                    && instance.Labels.GetValueOrDefault(label) != value
                ) is
                { } label
            )
            {
                throw new RequestRejectedException($"The label {label} of a file cannot be changed.");
            }

            _shelf.Relabel(
                request.InstanceId,
                header => header with { Labels = PluginLabels.Merge(header.Labels, request.Labels) }
            );
            return Task.FromResult(true);
        });

    private CreateResult Create(CreateRequest request, FileProperties properties, DateTimeOffset now)
    {
        try
        {
            var folder = FilePlace.FolderOf(properties.Directory, request.Labels);
            var header = new FileHeader
            {
                Token = PluginLabels.Token(request),
                LogicalId = request.LogicalId,
                CreatedAt = now,
                Labels = request.Labels,
            };
            return new CreateResult.Created(
                _shelf.Create(
                    Path.Combine(folder, request.Token),
                    header,
                    FileHeader.TextOf(properties.Content, request.Init)
                )
            );
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    private List<Instance> Find(string folder, bool deep, DescribeRequest request)
    {
        try
        {
            return
            [
                .. _shelf
                    .List(folder, deep)
                    .Where(instance =>
                        (request.PageToken is not { } after || string.CompareOrdinal(instance.Id, after) > 0)
                        && PluginLabels.Match(instance.Labels, request.Labels)
                    ),
            ];
        }
        catch (DirectoryNotFoundException) when (!_shelf.HasFolder(folder))
        {
            return [];
        }
    }

    private static InstancePage PageOf(List<Instance> found)
    {
        if (found.Count <= PageSize)
        {
            return new InstancePage(found, null);
        }

        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return new InstancePage(found[..PageSize], found[PageSize - 1].Id);
    }

    private static FileProperties Checked(JsonElement properties)
    {
        var parsed = FileProperties.Parse(properties);
        return parsed.Faults().FirstOrDefault() is { } fault
            ? throw new RequestRejectedException(fault.Message)
            : parsed;
    }
}

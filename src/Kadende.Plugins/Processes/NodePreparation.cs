using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Processes;

/// <summary>
/// Writes down nodes before their processes start, and their labels later. Works under a lock that all hosts on this machine share, so that a token has one
/// record and a port one node.
/// </summary>
internal sealed class NodePreparation(NodeFolders folders, ProcessOptions options, TimeProvider time)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(5);

    /// <summary>The record of each request, new or from an earlier call with its token, in the order of the requests.</summary>
    public async Task<IReadOnlyList<PreparedNode>> PrepareAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(folders.Root);
        await using var held = await LockAsync(cancellationToken);
        var ports = new Lazy<PortPicker>(NewPicker);
        return [.. requests.Select(request => Prepare(request, ports))];
    }

    /// <exception cref="InstanceGoneException">There is no such node.</exception>
    public async Task RelabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        folders.Find(request.InstanceId);
        // Read again under the lock, so that of two changes at once none is lost.
        await using var held = await LockAsync(cancellationToken);
        var (folder, record) = folders.Find(request.InstanceId);
        PluginLabels.CheckOwner(request.InstanceId, record.Labels, request.Labels);
        folders.Write(folder, record with { Labels = PluginLabels.Merge(record.Labels, request.Labels) });
    }

    private PreparedNode Prepare(CreateRequest request, Lazy<PortPicker> ports)
    {
        try
        {
            var folder = new NodeFolder(
                folders.Root,
                PluginLabels.Name(request.Labels, LabelNames.Installation),
                PluginLabels.Token(request)
            );
            return new PreparedNode.Ready(folder, folders.Read(folder) ?? Write(folder, request, ports));
        }
        catch (ProviderException failure)
        {
            return new PreparedNode.Refused(failure);
        }
    }

    private NodeRecord Write(NodeFolder folder, CreateRequest request, Lazy<PortPicker> ports)
    {
        var wanted = ProcessProperties.Parse(request.Properties).Ports;
        var record = new NodeRecord
        {
            Token = request.Token,
            LogicalId = request.LogicalId,
            CreatedAt = time.GetUtcNow(),
            Labels = request.Labels,
            Ports = wanted.ToDictionary(port => port, port => ports.Value.Pick(request.Token, port)),
        };
        Directory.CreateDirectory(folder.WorkPath);
        if (request.Init is not null)
        {
            folder.WriteInit(request.Init);
        }

        // Last: with its record the node exists.
        folders.Write(folder, record);
        return record;
    }

    private PortPicker NewPicker()
    {
        var taken = folders
            .List(installation: null, after: null)
            .Select(folders.Read)
            .OfType<NodeRecord>()
            .SelectMany(record => record.Ports.Values);
        return new PortPicker(options.PortFrom, options.PortTo, taken);
    }

    /// <summary>The right to change records. It is held while the file is open, and ends with the process that holds it.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folders.Root, ".lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockRetry, time, cancellationToken);
            }
        }
    }
}

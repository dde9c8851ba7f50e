using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Example.Plugin;

/// <summary>A small provider: each machine is a JSON file in a folder. The file's name is the token of the request for it.</summary>
public sealed class FolderProvider : IProvider
{
    public ProviderDescription Description { get; } =
        new(
            "my-custom-plugin",
            "0.0.1",
            "Keeps each machine as a JSON file.",
            """
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["instanceSize"],
              "properties": {
                "instanceSize": { "description": "how large the machine is", "type": "string", "minLength": 1 },
                "directory": { "description": "the folder that holds the machines", "type": "string", "minLength": 1 }
              }
            }
            """,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = TimeSpan.Zero,
                LabelsInPlace = true,
                HasAddresses = false,
            }
        );

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PropertyFault>>(
            Path.IsPathRooted(FolderOf(properties)) ? [] : [new PropertyFault("directory", "Must be an absolute path.")]
        );
    }

    public string ScopeOf(JsonElement properties) => FolderOf(properties);

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var results = new List<CreateResult>();
        foreach (var request in requests)
        {
            var path = PathOf(request.Properties, request.Token);
            var machine =
                await ReadAsync(path, cancellationToken)
                ?? new FolderMachine(
                    request.Properties.GetProperty("instanceSize").GetString()!,
                    request.Init,
                    request.LogicalId,
                    request.Labels
                );
            await WriteAsync(path, machine, cancellationToken);
            results.Add(new CreateResult.Created(InstanceOf(request.Token, machine)));
        }

        return results;
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var found = new List<Instance>();
        foreach (var path in Directory.CreateDirectory(FolderOf(request.Properties)).EnumerateFiles("*.json"))
        {
            if (
                await ReadAsync(path.FullName, cancellationToken) is { } machine
                && request.Labels.All(label => machine.Labels.GetValueOrDefault(label.Key) == label.Value)
            )
            {
                found.Add(InstanceOf(Path.GetFileNameWithoutExtension(path.Name), machine));
            }
        }

        return new InstancePage(found, null);
    }

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var request in requests.Where(request => IsToken(request.InstanceId)))
        {
            File.Delete(PathOf(request.Properties, request.InstanceId));
        }

        return Task.FromResult<IReadOnlyList<DestroyResult>>([.. requests.Select(_ => new DestroyResult.Accepted())]);
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        var path = PathOf(request.Properties, request.InstanceId);
        var machine =
            await ReadAsync(path, cancellationToken)
            ?? throw new InstanceGoneException($"There is no machine '{request.InstanceId}'.");
        foreach (var owner in new[] { LabelNames.Installation, LabelNames.Cluster })
        {
            if (
                request.Labels.TryGetValue(owner, out var wanted)
                && machine.Labels.TryGetValue(owner, out var present)
                && present != wanted
            )
            {
                throw new RequestRejectedException($"Machine '{request.InstanceId}' is another cluster's.");
            }
        }

        var labels = new Dictionary<string, string>(machine.Labels, StringComparer.Ordinal);
        foreach (var (name, value) in request.Labels)
        {
            labels[name] = value;
        }

        await WriteAsync(path, machine with { Labels = labels }, cancellationToken);
    }

    private static Instance InstanceOf(string id, FolderMachine machine) =>
        new()
        {
            Id = id,
            State = InstanceState.Running,
            Labels = machine.Labels,
            LogicalId = machine.LogicalId,
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["instanceSize"] = machine.InstanceSize,
            },
        };

    private static string FolderOf(JsonElement properties) =>
        properties.TryGetProperty("directory", out var directory)
            ? directory.GetString()!
            : Path.Combine(Path.GetTempPath(), "my-custom-plugin");

    private static string PathOf(JsonElement properties, string token) =>
        IsToken(token)
            ? Path.Combine(Directory.CreateDirectory(FolderOf(properties)).FullName, $"{token}.json")
            : throw new RequestRejectedException($"'{token}' is no machine's name.");

    /// <summary>Only what Kadende makes up becomes a file's name.</summary>
    private static bool IsToken(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static async Task<FolderMachine?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(
                await File.ReadAllTextAsync(path, cancellationToken),
                FolderJson.Default.FolderMachine
            );
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Under another name first, so that nobody reads half a machine.</summary>
    private static async Task WriteAsync(string path, FolderMachine machine, CancellationToken cancellationToken)
    {
        var part = $"{path}.{Path.GetRandomFileName()}";
        await File.WriteAllTextAsync(
            part,
            JsonSerializer.Serialize(machine, FolderJson.Default.FolderMachine),
            cancellationToken
        );
        File.Move(part, path, overwrite: true);
    }
}

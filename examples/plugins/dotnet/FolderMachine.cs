namespace Example.Plugin;

/// <summary>A machine as its file has it.</summary>
internal sealed record FolderMachine(
    string InstanceSize,
    string? Init,
    string? LogicalId,
    IReadOnlyDictionary<string, string> Labels
);

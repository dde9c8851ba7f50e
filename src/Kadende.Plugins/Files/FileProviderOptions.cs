using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Files;

/// <summary>Settings of the provider <c>file</c>.</summary>
public sealed class FileProviderOptions
{
    /// <summary>All files are below it.</summary>
    [Required]
    public string Directory { get; init; } = ".kadende/files";
}

using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Catalog;

/// <summary>How plugins are asked about specs. Section <c>Kadende:Validation</c>.</summary>
public sealed class ValidationOptions
{
    public const string Section = "Kadende:Validation";

    /// <summary>How long a plugin has to say what is wrong with what is written for it; later, it counts as one that could not be asked.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

namespace Kadende.Plugins.ByUrl;

/// <summary>A plugin that a spec may have named by its URL.</summary>
public interface IFromUrl
{
    /// <summary>Where it is, without what may be secret; null for one that is installed.</summary>
    string? Url { get; }
}

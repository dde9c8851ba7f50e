namespace Kadende.Core.Specs;

/// <summary>When nodes made from an older configuration are replaced.</summary>
public enum UpdateStrategy
{
    /// <summary>Step by step, until none is left.</summary>
    Rolling,

    /// <summary>Only when they go for another reason.</summary>
    OnDelete,
}

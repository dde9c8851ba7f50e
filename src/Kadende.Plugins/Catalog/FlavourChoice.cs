using Kadende.Sdk.Flavours;

namespace Kadende.Plugins.Catalog;

/// <summary>The answer to a flavour that a spec names.</summary>
public abstract record FlavourChoice
{
    private FlavourChoice() { }

    public sealed record Found(IFlavour Flavour) : FlavourChoice;

    /// <summary>There is no such plugin or version, or it cannot be had now; the message says why, and what to do.</summary>
    public sealed record Missing(string Message) : FlavourChoice;
}

using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>The answer to a <c>resourcePlugin</c>.</summary>
public abstract record ProviderChoice
{
    private ProviderChoice() { }

    public sealed record Found(IProvider Provider) : ProviderChoice
    {
        /// <summary>What a user should know of the choice; null: nothing.</summary>
        public string? Note { get; init; }
    }

    /// <summary>There is no such plugin or version; the message says what there is.</summary>
    public sealed record Missing(string Message) : ProviderChoice;
}

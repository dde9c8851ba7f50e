using Kadende.Sdk.Failures;

namespace Kadende.Sdk.Providers;

/// <summary>How one <see cref="CreateRequest"/> ended.</summary>
public abstract record CreateResult
{
    private CreateResult() { }

    /// <summary>The machine exists, now or already since an earlier call with the same token.</summary>
    public sealed record Created(Instance Instance) : CreateResult;

    /// <summary>
    /// No machine is known to exist. <see cref="ProviderUnavailableException"/> means that one may exist all the same; every other
    /// failure promises that none does.
    /// </summary>
    public sealed record Failed(ProviderException Failure) : CreateResult;
}

using Kadende.Sdk.Failures;

namespace Kadende.Sdk.Providers;

/// <summary>How one <see cref="DestroyRequest"/> ended.</summary>
public abstract record DestroyResult
{
    private DestroyResult() { }

    /// <summary>The machine is gone or on its way.</summary>
    public sealed record Accepted : DestroyResult;

    /// <summary>The machine may still be there; the request is made again later.</summary>
    public sealed record Failed(ProviderException Failure) : DestroyResult;
}

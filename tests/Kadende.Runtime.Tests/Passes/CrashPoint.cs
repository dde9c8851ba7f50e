namespace Kadende.Runtime.Tests.Passes;

/// <summary>Where a process dies: around which of its requests to the store or calls of a provider, counted from 1.</summary>
public sealed record CrashPoint(CrashMoment Moment, int Number)
{
    public override string ToString() => $"{Moment} {Number}";
}

/// <summary>Before a call is made, or after it was done and before its answer is heard.</summary>
public enum CrashMoment
{
    BeforeStoreRequest,
    AfterStoreRequest,
    BeforeProviderCall,
    AfterProviderCall,
}

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>What goes wrong with requests of one kind.</summary>
/// <param name="Method">Method of the requests.</param>
/// <param name="Path">A part of their paths.</param>
/// <param name="Times">How many of them.</param>
public sealed record FakeFault(string Method, string Path, int Times)
{
    /// <summary>They are refused with this.</summary>
    public AzureError? Error { get; init; }

    /// <summary>A refusal asks to wait for so many seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>They are carried out, and the connection breaks before the answer.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>They are accepted, and the operation fails with this.</summary>
    public AzureError? OperationError { get; init; }
}

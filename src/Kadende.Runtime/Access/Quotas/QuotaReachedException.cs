namespace Kadende.Runtime.Access.Quotas;

/// <summary>A team would get more than it may have. Nothing was stored; the message names the quota.</summary>
public sealed class QuotaReachedException : Exception
{
    public QuotaReachedException() { }

    public QuotaReachedException(string message)
        : base(message) { }

    public QuotaReachedException(string message, Exception innerException)
        : base(message, innerException) { }
}

namespace Kadende.Core.Webhooks;

/// <summary>Why a receiver gave no answer. No finer than this, so that a webhook is no way to look around in a network.</summary>
public enum DeliveryFault
{
    /// <summary>It cannot be reached.</summary>
    NoAnswer,

    /// <summary>It does not answer in time.</summary>
    TimedOut,

    /// <summary>No secure connection came about: its certificate is not trusted, or it speaks no TLS.</summary>
    NoTls,

    /// <summary>The installation's settings do not allow the URL or the address behind it.</summary>
    NotAllowed,
}

using System.ComponentModel.DataAnnotations;

namespace Kadende.Api.Limits;

/// <summary>How much the API takes. Section <c>Kadende:Limits</c>.</summary>
public sealed class LimitOptions
{
    public const string Section = "Kadende:Limits";

    /// <summary>Requests a second that one token may make for long.</summary>
    [Range(1, 1_000_000)]
    public int TokenPerSecond { get; init; } = 100;

    /// <summary>Requests that one token may make at once after a rest.</summary>
    [Range(1, 1_000_000)]
    public int TokenBurst { get; init; } = 1000;

    /// <summary>Requests a second that one address may make for long, whatever they carry.</summary>
    [Range(1, 1_000_000)]
    public int AddressPerSecond { get; init; } = 500;

    /// <summary>Requests that one address may make at once after a rest.</summary>
    [Range(1, 1_000_000)]
    public int AddressBurst { get; init; } = 5000;

    /// <summary>How long the body of a request may take to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked again, while a stream goes on, whether its reader may still see it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StreamCheck { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stream goes on; its reader then comes again. Shorter than what a host lets a request take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StreamLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many proxies stand before the host that each add the address of whom they serve to <c>X-Forwarded-For</c>, and say in
    /// <c>X-Forwarded-Proto</c> whether it came by TLS; 0: none, and the headers are not believed. The Functions host is not one of them:
    /// its worker believes it by itself.
    /// </summary>
    [Range(0, 10)]
    public int TrustedProxies { get; init; }
}

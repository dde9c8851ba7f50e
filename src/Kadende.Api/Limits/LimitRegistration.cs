using System.Globalization;
using System.Threading.RateLimiting;
using Kadende.Api.Access;
using Kadende.Api.Problems;
using Kadende.Runtime.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Api.Limits;

/// <summary>
/// Bounds how often an address and a token may ask, before anything is looked up: guessing tokens is bounded like everything else.
/// </summary>
internal static class LimitRegistration
{
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<LimitOptions>()
            .Bind(configuration.GetSection(LimitOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.OnRejected = AnswerAsync);
        services
            .AddOptions<RateLimiterOptions>()
            .Configure<IOptions<LimitOptions>>((limiter, limits) => limiter.GlobalLimiter = Limiter(limits.Value));
        services.Configure<KestrelServerOptions>(Bound);
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(LimitOptions limits) =>
        PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Bucket(CallersOf(context), limits.AddressPerSecond, limits.AddressBurst)
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                BearerHandler.TokenOf(context.Request) is { } token
                    ? Bucket(ApiToken.HashOf(token), limits.TokenPerSecond, limits.TokenBurst)
                    : RateLimitPartition.GetNoLimiter("")
            )
        );

    private static RateLimitPartition<string> Bucket(string key, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            }
        );

    /// <summary>The address; with a bucket of its own for machines, so that no caller beside them keeps their heartbeats out.</summary>
    private static string CallersOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OwnToken>() is null
            ? AddressOf(context)
            : $"machines {AddressOf(context)}";

    /// <summary>Of version 6 the network of a site: whoever has one address there has them all.</summary>
    private static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        var one = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return one.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexString(one.GetAddressBytes().AsSpan(0, 8))
            : one.ToString();
    }

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told)
            ? told
            : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Problem
            .Of(
                StatusCodes.Status429TooManyRequests,
                $"These are too many requests at once from one token or address. Go on in {seconds} s, and more slowly."
            )
            .ExecuteAsync(rejected.HttpContext);
    }

    /// <summary>What the web server takes before the API sees it, the same on every host.</summary>
    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Far more than any request needs; the API itself takes 256 KiB.
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }
}

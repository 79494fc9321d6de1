using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Authentication.JwtBearer;

/// <summary>Hooks of bearer authentication.</summary>
public class JwtBearerEvents
{
    /// <summary>May take the token from elsewhere than the Authorization header.</summary>
    public Func<MessageReceivedContext, Task> OnMessageReceived { get; set; } = _ => Task.CompletedTask;
}

/// <summary>A request whose token is being looked for.</summary>
public sealed class MessageReceivedContext(HttpContext context, AuthenticationScheme scheme, JwtBearerOptions options)
    : ResultContext<JwtBearerOptions>(context, scheme, options)
{
    /// <summary>The token; null to look into the header.</summary>
    public string? Token { get; set; }
}

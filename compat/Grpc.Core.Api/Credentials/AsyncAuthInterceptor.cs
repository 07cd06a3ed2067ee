namespace Grpc.Core;

/// <summary>Adds a call's credentials to its headers.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
